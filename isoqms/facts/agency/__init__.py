"""Who the agency is: its settings, its boards, its beginning."""
