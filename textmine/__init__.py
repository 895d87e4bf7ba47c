"""textmine: checked facts from Vietnamese provincial news."""
