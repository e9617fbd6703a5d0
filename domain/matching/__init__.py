"""Who suits an order: hard rules, score parts, their order and the words for both."""
