// Starts the viewer of the API. Its own file, because the content policy allows no inline script.
window.SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#viewer',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  // Shows the permission that each operation needs.
  showExtensions: true,
  // Nothing is asked of other servers: the public validator would get the contract's address.
  validatorUrl: null,
});
