"""What runs in the Python workers of a cluster: functions from the rows of a partition to other rows."""
