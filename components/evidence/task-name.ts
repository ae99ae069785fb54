/** Not in a client file: a server component calls it too. */
export const taskName = (task: string) => task || 'No task given';
