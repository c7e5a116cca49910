// A file with nothing in it but this line: what Node.js takes to load any (bench/start.js).
