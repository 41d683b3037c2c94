// Sends old links on: the settings were one page once, and each section was a part of it.

const name = location.hash.slice(1);
const isSection = document.querySelector(`a[href="/settings/${CSS.escape(name)}"]`) !== null;
if (isSection) location.replace(`/settings/${name}`);
else if (['doctor', 'set-up', 'top'].includes(name)) location.replace('/');
