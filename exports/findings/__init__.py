"""What a report says, in words and from safe numbers only; also over waves and years."""
