import { code, markdownTable } from '../markdown-table';
import { type DocumentedReply, documentedReplies } from './documented-replies';
import { outcomeTexts } from './outcome-texts';

/** Makes the table of all outcomes: what each means, and what an application does and shows. */
export function outcomeTable(): string {
  const replies = documentedReplies();
  const rows = Object.entries(outcomeTexts).map(([outcome, { methods, when, show }]) => {
    const own = replies.filter((reply) => reply.outcome === outcome);
    const name = outcome === 'SendRefused' ? 'a code of the SMS API' : code(outcome);
    return [name, statusesOf(own), methods.map(code).join(', '), when, show];
  });
  return markdownTable(['`codeStr`', 'HTTP', 'reply to', 'when', 'what to do'], rows);
}

function statusesOf(replies: readonly DocumentedReply[]): string {
  return [...new Set(replies.map(({ status }) => status))].sort().join(', ');
}
