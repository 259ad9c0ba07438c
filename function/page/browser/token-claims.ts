/**
 * Decodes the claims of a JWT, to look at. It does not verify them.
 *
 * @returns indented JSON; `undefined` if the text is not a JWT
 */
export function decodeClaims(token: string): string | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
    return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2);
  } catch {
    return undefined;
  }
}
