import { elements } from './elements';
import { decodeClaims } from './token-claims';

/** Shows the claims of a token if the page is to show them. The service that served it has decided that. */
export function showClaims(token = ''): void {
  const claims = document.body.dataset.claims === 'shown' ? decodeClaims(token) : undefined;
  elements.claims.hidden = claims === undefined;
  elements.claims.open = false;
  elements.claimsJson.textContent = claims ?? '';
}
