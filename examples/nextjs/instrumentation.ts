/** Runs once when the server starts: an emulator begins empty, so the demo people are written. */

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.FIRESTORE_EMULATOR_HOST) return;
  const { seedDemo } = await import('./server/people');
  await seedDemo();
}
