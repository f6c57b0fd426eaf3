project = "An earlier comment"
extensions = ["normative"]
