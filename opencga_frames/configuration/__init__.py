"""Where the server is and who the user is: files, dictionaries and the environment, read into frozen values."""
