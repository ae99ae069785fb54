/** At the start of a server: imports that an earlier one owed begin again. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { resumeImports } = await import('@/lib/usage/import-job');
  try {
    resumeImports();
  } catch (cause) {
    console.error('imports that an earlier server left could not be looked at:', cause);
  }
}
