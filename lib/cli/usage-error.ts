/** The command line was wrong: exit 2. */
export class UsageError extends Error {}
