"""What the agent costs."""

from decimal import Decimal

from django.db import models


class ModelPrice(models.Model):
    """What a model's tokens cost, in US dollars per million. Unknown models are priced as the dearest."""

    model = models.CharField(max_length=120, unique=True, help_text="As OPENAI_MODEL names it")
    input_price = models.DecimalField(max_digits=10, decimal_places=4)
    output_price = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        ordering = ["model"]

    def __str__(self) -> str:
        return self.model

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """US dollars, to the millionth."""
        millionths = self.input_price * input_tokens + self.output_price * output_tokens
        return (millionths / 1_000_000).quantize(Decimal("0.000001"))
