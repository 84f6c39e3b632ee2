"""The county's set, declared (domain §7): what each of its tables lists or counts."""
