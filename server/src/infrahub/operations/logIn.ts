import * as z from 'zod';
import { defineSubmission } from '../operation';

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** `POST /api/auth/login`: a key that is valid for an hour (facts 7). 401: wrong password; 404: no such account. */
export const logIn = defineSubmission({
  title: 'log in',
  path: '/api/auth/login',
  body: ({ user, password }: Credentials) => ({ username: user, password }),
  answer: z.object({ access_token: z.string().min(1) }),
  map: ({ access_token }) => access_token,
});
