// Commands that somebody may copy into a shell.

/** A text as one word of a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The question as curl puts it. The token is a variable of the shell: no secret is ever part of what is copied. */
export function curlOf(origin: string, path: string, query: readonly (readonly [string, string])[]): string {
  const lines = [
    `curl --get ${quoted(origin + path)}`,
    `--header "Authorization: Bearer $TOKEN"`,
    ...query.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
  ];
  return lines.join(" \\\n  ");
}

/** How the variable gets its value; the password is for its owner to write in. */
export function tokenOf(origin: string, username: string): string {
  const body = JSON.stringify({ username, password: "your password" });
  const read = `python3 -c 'import json, sys; print(json.load(sys.stdin)["access"])'`;
  return `TOKEN=$(curl --silent --json ${quoted(body)} ${quoted(`${origin}/api/auth/login/`)} | ${read})`;
}
