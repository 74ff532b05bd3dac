"""The system that events describe: network, measures, balance, conflict models, forecasts."""
