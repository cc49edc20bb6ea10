"""How somebody proves who they are: passkeys, one-time codes, single sign-on."""
