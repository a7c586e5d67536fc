"""What the program answers, recorded whole, so that a change of its code shows every answer that it changed.

``python -m tests.golden`` compares; ``--help`` lists the parts and how they are recorded anew.
"""
