import type { Message } from '../account/sms-records';

/** The inbox as an HTML page, newest message first. The page reloads every two seconds. */
export function inboxPage(messages: readonly Message[]): string {
  const items = [...messages].reverse().map(
    ({ to, text, sentAt }) => `<li><header><b>${escapeHtml(to)}</b>
<time datetime="${sentAt}">${escapeHtml(new Date(sentAt).toLocaleTimeString('en-GB'))}</time></header><p>${escapeHtml(text)}</p></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2">
<title>SMS inbox</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
ul { list-style: none; padding: 0 }
li { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .75rem; padding: .75rem 1rem; margin: .75rem 0 }
header { display: flex; justify-content: space-between; gap: 1rem }
p { margin: .25rem 0 0; overflow-wrap: anywhere }
</style>
<h1>SMS inbox</h1>
${items.length > 0 ? `<ul>\n${items.join('\n')}\n</ul>` : '<p>No messages yet.</p>'}
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
