// An OpenID provider for the tests of sign-in: `node provider.mjs PORT CALLBACK SECONDS`. Whoever types a name is that person,
// at example.org; a token holds for SECONDS.
import Provider from "oidc-provider";

const [port, callback, seconds] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "dashboard",
      client_secret: "a-secret-of-the-tests-alone",
      redirect_uris: [callback],
      post_logout_redirect_uris: [callback],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // the claims stand in the token, as those of most providers do
  cookies: { keys: ["a-key-of-the-tests-alone"] },
  ttl: { IdToken: Number(seconds), AccessToken: 600, Grant: 600, Interaction: 600, Session: 600 },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, email: `${id}@example.org`, email_verified: id !== "mallory" }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
