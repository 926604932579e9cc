"""The pages: what a person sees in her browser. They translate and decide nothing."""
