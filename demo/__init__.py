"""An example office and one whole quarter of its SOP on a movable clock. Everything in it but the SOP is invented."""
