"""What a process may take that reads what a stranger has sent."""

from __future__ import annotations


def limit_memory(most: int) -> None:
    """Let this process take so many bytes of memory and no more; Windows has nothing that this could ask."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
