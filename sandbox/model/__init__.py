"""An OpenAI-compatible model server: scripted, a simple receptionist, or hostile."""
