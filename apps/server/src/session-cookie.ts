/** The cookie that holds the secret of a session (reliability: S10; ASVS V3.3). */
export const sessionCookie = {
  name: '__Host-duibiao',
  options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
} as const
