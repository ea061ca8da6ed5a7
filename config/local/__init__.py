"""How Conserje runs on one machine: embedded servers, the processes, and what watches over them."""
