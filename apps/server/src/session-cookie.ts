/** The cookie that binds a sign-in at a provider to the browser it began in; ten minutes are enough for it. */
export const transitCookie = {
  name: '__Host-duibiao-transit',
  options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: 600 },
} as const

/** The cookie that holds the secret of a session (reliability: S10; ASVS V3.3). */
export const sessionCookie = {
  name: '__Host-duibiao',
  options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
} as const
