// Passkeys need a script: the browser asks the device, the answer goes into a form. Without it
// the form stays hidden and everybody logs in with password and code.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const asked = form.dataset;
  form.hidden = false;
  form.addEventListener("submit", answer);

  async function answer(event) {
    event.preventDefault();
    try {
      const made = asked.passkey === "new" ? await make() : await prove();
      form.elements.answer.value = JSON.stringify(made);
      form.submit();
    } catch {
      form.querySelector(".passkey-failed").hidden = false;
    }
  }

  async function make() {
    const publicKey = {
      challenge: bytes(asked.challenge),
      rp: { id: asked.host, name: "Said & Done" },
      user: { id: bytes(asked.user), name: asked.name, displayName: asked.name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      excludeCredentials: asked.have.split(" ").filter(Boolean).map((id) => ({ type: "public-key", id: bytes(id) })),
    };
    const made = await navigator.credentials.create({ publicKey });
    const { clientDataJSON, attestationObject } = made.response;
    return whole(made, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) });
  }

  async function prove() {
    const publicKey = { challenge: bytes(asked.challenge), rpId: asked.host, userVerification: "required" };
    const made = await navigator.credentials.get({ publicKey });
    const { clientDataJSON, authenticatorData, signature } = made.response;
    return whole(made, {
      clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature),
    });
  }

  function whole(made, response) {
    return { id: made.id, rawId: text(made.rawId), type: made.type, response };
  }

  function bytes(base64url) {
    const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
})();
