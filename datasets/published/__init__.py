"""What others published of the signatories of the Covenant: read where it lies, and never the city's own."""

from datasets.published import finding as finding
from datasets.published import signatory_answers as signatory_answers
