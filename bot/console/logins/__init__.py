"""Coming in: accounts, invitations, logins, and one's own account."""
