/** Wrong use of the command line: told like any other error, but with exit code 2. */
export class UsageError extends Error {}
