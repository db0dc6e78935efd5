"""What parsers of other people's formats raise on files that break every rule.

They promise one error of their own and let others through; a file must not stop a batch.
"""

PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
