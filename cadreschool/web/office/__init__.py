"""The 管理台: the union tree, people, rights, imports, jobs, audit, backups, announcements."""
