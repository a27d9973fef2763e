// Mocha's spec reporter, followed by the line that CI reads: the number of passed, failed and skipped tests.
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    Mocha.reporters.Base.consoleLog(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
  }
};
