import { request } from 'node:https';

const ATTEMPTS = 5;
const FIRST_PAUSE = 200;

/** Sends an answer to the address that CloudFormation gave; without it the stack would wait for the whole time-out. */
export async function sendResponse(url: string, body: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(new URL(url), body);
    } catch (error) {
      if (attempt === ATTEMPTS) {
        throw error;
      }
      console.log(`the answer could not be sent, it is tried again: ${String(error)}`);
      await new Promise((resolve) => {
        setTimeout(resolve, FIRST_PAUSE * 2 ** attempt);
      });
    }
  }
}

function put(url: URL, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname: url.hostname,
      path: `${url.pathname}${url.search}`,
      method: 'PUT',
      // the address is signed for an empty type
      headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
    }, (response) => {
      response.resume();
      response.once('end', () => {
        const { statusCode = 0 } = response;
        if (statusCode < 300) {
          resolve();
        } else {
          reject(new Error(`CloudFormation answered ${statusCode}`));
        }
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
