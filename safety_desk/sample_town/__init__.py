"""The sample town: invented records of a plausible 茂林镇, made from the patterns in resources/sample_town."""
