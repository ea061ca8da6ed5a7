"""The models that may be asked, and what they cost: the operator's, the same for every hotel."""

from decimal import Decimal

from django.db import models


class ModelSetting(models.Model):
    """A model and what its tokens cost, in US dollars per million.

    A model without a row is priced as the dearest known one. An agent may be given any active model
    that its hotel's tier allows.
    """

    model = models.CharField(max_length=120, unique=True, help_text="As OPENAI_MODEL names it")
    input_price = models.DecimalField(max_digits=10, decimal_places=4)
    output_price = models.DecimalField(max_digits=10, decimal_places=4)
    is_active = models.BooleanField(default=True, help_text="Agents may be given it")

    class Meta:
        ordering = ["model"]

    def __str__(self) -> str:
        return self.model

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """US dollars, to the millionth."""
        millionths = self.input_price * input_tokens + self.output_price * output_tokens
        return (millionths / 1_000_000).quantize(Decimal("0.000001"))
