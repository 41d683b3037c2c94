// The names of our calls to Intercom, for metrics and for the record of forbidden calls.

/** Method and path. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io */
export const operations = {
  getMe: 'GET /me',
  listAdmins: 'GET /admins',
  getAdmin: 'GET /admins/{id}',
  listTeams: 'GET /teams',
  listMacros: 'GET /macros',
  listOfficeHours: 'GET /office_hours_schedules',
  listOfficeHoursExceptions: 'GET /office_hours_schedules/{id}/office_hours_exceptions',
  getContact: 'GET /contacts/{id}',
  searchContacts: 'POST /contacts/search',
  createContact: 'POST /contacts',
  updateContact: 'PUT /contacts/{id}',
  mergeContacts: 'POST /contacts/merge',
  unarchiveContact: 'POST /contacts/{id}/unarchive',
  tagContact: 'POST /contacts/{id}/tags',
  createAttribute: 'POST /data_attributes',
  listAttributes: 'GET /data_attributes',
  getConversation: 'GET /conversations/{id}',
  searchConversations: 'POST /conversations/search',
  createConversation: 'POST /conversations',
  reply: 'POST /conversations/{id}/reply',
  manageConversation: 'POST /conversations/{id}/parts',
  tagConversation: 'POST /conversations/{id}/tags',
  untagConversation: 'DELETE /conversations/{id}/tags/{tag_id}',
  createTag: 'POST /tags',
  getTicket: 'GET /tickets/{id}',
  replyToTicket: 'POST /tickets/{id}/reply',
  updateTicket: 'PUT /tickets/{id}',
  tagTicket: 'POST /tickets/{id}/tags',
  untagTicket: 'DELETE /tickets/{id}/tags/{tag_id}',
} as const;

export type Operation = (typeof operations)[keyof typeof operations];
