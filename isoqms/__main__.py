"""`python -m isoqms`, for machines where scripts are not on the path."""

from isoqms.cli import main

main()
