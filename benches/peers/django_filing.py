# SPDX-License-Identifier: EUPL-1.2
# The framework baseline of filing: Django REST Framework on PostgreSQL, thirty lines. A number without gaps from a locked
# row, the attachment hashed and flushed; no identity, no log, no receipt. gunicorn django_filing:application
import hashlib, os, tempfile
from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(
    SECRET_KEY='bench', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, USE_TZ=True, INSTALLED_APPS=['rest_framework'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'django', 'USER': 'postgres', 'HOST': '127.0.0.1',
                           'PORT': os.environ['PEER_POSTGRES_PORT'], 'CONN_MAX_AGE': None}},
    REST_FRAMEWORK={'DEFAULT_AUTHENTICATION_CLASSES': [], 'UNAUTHENTICATED_USER': None,
                    'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer']},
    MEDIA_ROOT=os.environ['PEER_FILES'])
application = get_wsgi_application()

from django.db import connection, models, transaction
from django.urls import path
from rest_framework import serializers, views
from rest_framework.response import Response

class Filing(models.Model):
    number = models.IntegerField(unique=True)
    subject = models.CharField(max_length=200)
    request = models.TextField()
    facts = models.TextField()
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    class Meta: app_label = 'bench'

class Counter(models.Model):
    last = models.IntegerField()
    class Meta: app_label = 'bench'

class Asked(serializers.Serializer):
    subject = serializers.CharField(max_length=200)
    request = serializers.CharField(max_length=20_000)
    facts = serializers.CharField(max_length=20_000)
    file = serializers.FileField(required=False)

def kept(file):
    digest, (handle, name) = hashlib.sha256(), tempfile.mkstemp(dir=settings.MEDIA_ROOT)
    with os.fdopen(handle, 'wb') as out:
        for piece in file.chunks():
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return {'file': name, 'sha256': digest.hexdigest()}

class File(views.APIView):
    def post(self, request):
        asked = Asked(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        file = values.pop('file', None)
        if file: values |= kept(file)
        with transaction.atomic():
            counter = Counter.objects.select_for_update().get(pk=1)
            counter.last += 1
            counter.save()
            made = Filing.objects.create(number=counter.last, **values)
        return Response({'number': made.number, 'at': made.at}, status=201)

urlpatterns = [path('filings', File.as_view())]

def prepare():
    with connection.schema_editor() as editor:
        editor.create_model(Filing)
        editor.create_model(Counter)
    Counter.objects.create(pk=1, last=0)
