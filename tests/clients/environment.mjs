/** Where the server is and who we are, from the environment. */
export const host = process.env.ACTORS_HOST ?? 'http://127.0.0.1:8080';
export const writeKey = process.env.ACTORS_WRITE_KEY ?? fail('ACTORS_WRITE_KEY');
const token = process.env.ACTORS_TOKEN ?? fail('ACTORS_TOKEN');

/** A customer as the server shows it, once everything acknowledged is applied. */
export async function customer(id) {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${host}/api/customers/${encodeURIComponent(id)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (answer.status !== 503) {
      if (!answer.ok) {
        throw new Error(`${answer.status} ${await answer.text()}`);
      }
      return answer.json();
    }
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error('the server stays behind');
}

function fail(name) {
  throw new Error(`${name} is not set`);
}
