// A promise nobody waited for is a fault, not a line in the log.
process.on('unhandledRejection', (reason) => {
  throw reason;
});
