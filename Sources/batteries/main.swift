print("batteries")
