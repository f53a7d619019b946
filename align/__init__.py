"""Align sentences that say the same in English and Chinese, check the pairs, and tell what is not translated."""
