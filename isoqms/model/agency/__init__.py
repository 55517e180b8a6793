"""Who the agency is, what a person answers when it begins, and what describes a sample of one."""
