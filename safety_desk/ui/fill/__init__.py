"""来表即填: the page on which a blank is understood and filled."""
