"""Reading what units and people still hold. Changes nothing."""
