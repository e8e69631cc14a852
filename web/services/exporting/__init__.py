"""What the network has, as tables for spreadsheets; edited and imported again, they change what was edited."""
