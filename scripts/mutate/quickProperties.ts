import fc from 'fast-check';

// One failure is enough, and its smallest form of no use.
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 25, endOnFailure: true });
