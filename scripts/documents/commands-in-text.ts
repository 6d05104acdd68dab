// Finds the commands a page tells people to type: lines of ```sh blocks, lines after `$ ` in other blocks, and inline code
// that begins with a program. What becomes of each is in documented-commands.ts.

/** First words that make inline code a command; `touchpoint` alone is a way of speaking of it. */
const BEGINS = /^(?:\.\/scripts\/|(?:npx|npm|node|sf|gh|git|curl|openssl|cp|redis-cli|docker|systemctl) )/;
const FENCE = /^( *)```(\w*).*\n([\s\S]*?)^\1```\s*$/gm;
/** What a shell takes as one: quoted text, a comment, the end of a line, any other character. */
const PIECES = /'[^']*'|"(?:\\.|[^"\\])*"|(?<=^|\s)#.*|\n|./gm;

/** Each command once, on one line, with single blanks and without comments. */
export function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(FENCE)].flatMap(([, , language = '', body = '']) =>
    language === 'sh' ? commandsOfScript(body) : [...body.matchAll(/^ *\$ (.+)$/gm)].map(([, command = '']) => command),
  );
  const inline = [...text.replace(FENCE, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) =>
    code.replaceAll('\\|', '|'),
  );
  return [...new Set([...blocks, ...inline.filter((code) => BEGINS.test(code))].map(onOneLine))];
}

const onOneLine = (command: string): string => command.replaceAll(/\s+/g, ' ').trim();

/** A command ends with its line, unless the line ends with a backslash or inside quotes. */
function commandsOfScript(script: string): string[] {
  const commands = [''];
  for (const [piece] of script.replaceAll('\\\n', ' ').matchAll(PIECES)) {
    if (piece === '\n') commands.push('');
    else if (!piece.startsWith('#')) commands.push(`${commands.pop() ?? ''}${piece}`);
  }
  return commands.filter((command) => command.trim() !== '');
}
